//! Work that is dropped before it ends, as a crash drops it.

use std::pin::Pin;
use std::task::{Context, Poll};

/// Runs a future until it ends or has waited so many times; then drops it where it stands: between
/// two units, or around a call to a provider.
pub(super) struct UntilCrash<F> {
    work: Pin<Box<F>>,
    waits_left: usize,
}

impl<F: Future> UntilCrash<F> {
    pub(super) fn new(work: F, waits: usize) -> Self {
        Self {
            work: Box::pin(work),
            waits_left: waits,
        }
    }
}

impl<F: Future> Future for UntilCrash<F> {
    /// What it gave, unless it was dropped.
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.work.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending if self.waits_left == 0 => Poll::Ready(None),
            Poll::Pending => {
                self.waits_left -= 1;
                Poll::Pending
            }
        }
    }
}
