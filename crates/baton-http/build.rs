//! Builds again when the workbench was built again: its files go into the binary.

fn main() {
    println!("cargo::rerun-if-changed=../../web/dist");
}
