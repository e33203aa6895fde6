//! Says what a long step is, how long it takes, and that it is still going.

use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How often a step says that it is still going.
const INTERVAL: Duration = Duration::from_secs(10);

/// How long a step may take and still be worth no word of its end.
const SHORT: Duration = Duration::from_secs(3);

/// Does `work`, and says before it what it is and about how long it takes, then every few seconds how long it has taken.
/// Several steps may run at once, so every line says which one it is about.
pub(crate) fn step<T>(what: &str, usually: Duration, work: impl FnOnce() -> T) -> T {
    say(&format!("{what} (about {}) …", spoken(usually)));
    let start = Instant::now();
    let result = thread::scope(|scope| {
        let (done, is_done) = mpsc::channel::<()>();
        scope.spawn(move || {
            while is_done.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
                let so_far = clock(start.elapsed());
                say(&format!("{what}: {so_far} of about {}", clock(usually)));
            }
        });
        let result = work();
        drop(done);
        result
    });
    if start.elapsed() > SHORT {
        say(&format!("{what}: took {}", clock(start.elapsed())));
    }
    result
}

/// One line at once. Nobody is left to be told when standard error is closed.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn spoken(duration: Duration) -> String {
    match duration.as_secs() {
        1 => "1 second".to_owned(),
        seconds @ ..90 => format!("{seconds} seconds"),
        seconds => format!("{} minutes", (seconds + 30) / 60),
    }
}

fn clock(duration: Duration) -> String {
    let seconds = duration.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_a_person_says_them() {
        for (seconds, said, on_a_clock) in [
            (1, "1 second", "0:01"),
            (30, "30 seconds", "0:30"),
            (90, "2 minutes", "1:30"),
            (180, "3 minutes", "3:00"),
        ] {
            let duration = Duration::from_secs(seconds);
            assert_eq!(spoken(duration), said);
            assert_eq!(clock(duration), on_a_clock);
        }
    }
}
