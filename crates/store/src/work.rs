//! A unit of work on its way to a database thread and its answer on the way back.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;

use crate::{Error, Result, Tx};

/// A closure waiting for a transaction. The answer leaves only when the transaction's fate is known.
pub trait Work: Send {
    /// Runs the closure; whether its changes are to be kept.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Whether it only appends: once it has written, nothing but the database itself makes it fail.
    fn appends(&self) -> bool;
    /// Sends the answer: the closure's own, or why the commit failed.
    fn settle(self: Box<Self>, fate: Result<()>);
}

/// The closure, its answer, and who waits for it.
pub struct Pending<F, T, E> {
    job: Option<F>,
    appends: bool,
    answer: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Pending<F, T, E> {
    /// A closure, and where its answer will arrive.
    pub fn new(job: F) -> (Self, oneshot::Receiver<Result<T, E>>) {
        Self::of(job, false)
    }

    /// A closure that only appends, and where its answer will arrive.
    pub fn appending(job: F) -> (Self, oneshot::Receiver<Result<T, E>>) {
        Self::of(job, true)
    }

    fn of(job: F, appends: bool) -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (reply, receiver) = oneshot::channel();
        (
            Self {
                job: Some(job),
                appends,
                answer: None,
                reply,
            },
            receiver,
        )
    }
}

impl<F, T, E> Work for Pending<F, T, E>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let Some(job) = self.job.take() else {
            return false;
        };
        // A bug in one use-case must not take the database thread, and with it everyone, down.
        let answer = catch_unwind(AssertUnwindSafe(|| job(tx)))
            .unwrap_or_else(|_| Err(Error::Failed("the use-case panicked".into()).into()));
        let keep = answer.is_ok();
        self.answer = Some(answer);
        keep
    }

    fn appends(&self) -> bool {
        self.appends
    }

    fn settle(self: Box<Self>, fate: Result<()>) {
        let answer = match (fate, self.answer) {
            // Only a success depends on the commit; a refusal stands whatever became of it.
            (Err(error), Some(Ok(_)) | None) => Err(error.into()),
            (_, Some(answer)) => answer,
            (Ok(()), None) => Err(Error::Busy.into()),
        };
        // Nobody waits any more when the client went away: the work is done all the same.
        let _ = self.reply.send(answer);
    }
}
