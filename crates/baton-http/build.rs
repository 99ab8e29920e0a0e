//! Builds again when the workbench was built again: its files go into the binary.
#![expect(
    clippy::print_stdout,
    reason = "this is how a build script speaks to cargo"
)]

fn main() {
    println!("cargo::rerun-if-changed=../../web/dist");
}
