//! Input in whole words, output with its digest, the log, the end.

use core::fmt;

use digest::{FixedOutput, Update};

use crate::calls;
use crate::sha256::Sha256;

/// One read asks for so many bytes, a multiple of 4.
const CHUNK: usize = 4096;

struct Stream {
    buffer: [u32; CHUNK / 4],
    buffered: usize,
    taken: usize,
    at_end: bool,
    output: Option<Sha256>,
}

static mut STREAM: Stream = Stream { buffer: [0; CHUNK / 4], buffered: 0, taken: 0, at_end: false, output: None };

fn stream() -> &'static mut Stream {
    // A guest has one thread, and no function of this file holds the reference over a call of another.
    unsafe { &mut *core::ptr::addr_of_mut!(STREAM) }
}

fn read_words(to: &mut [u32]) -> usize {
    // To the machine a short answer is the end; so it is under Linux for a file, which is how input is given there.
    let got = unsafe { calls::call(calls::READ, 0, to.as_mut_ptr() as usize, 4 * to.len(), 0) };
    if (got as i32) < 0 {
        0
    } else {
        got as usize
    }
}

/// Reads the next bytes of the input, as many as there are up to the length of `to`; answers how many.
pub fn read(to: &mut [u8]) -> usize {
    let s = stream();
    let mut done = 0;
    while done < to.len() {
        if s.taken == s.buffered {
            s.taken = 0;
            s.buffered = if s.at_end { 0 } else { read_words(&mut s.buffer) };
            s.at_end = s.buffered < CHUNK;
            if s.buffered == 0 {
                break;
            }
        }
        let n = (s.buffered - s.taken).min(to.len() - done);
        // The buffer's words, seen as bytes.
        let bytes = unsafe { core::slice::from_raw_parts(s.buffer.as_ptr().cast::<u8>(), CHUNK) };
        to[done..done + n].copy_from_slice(&bytes[s.taken..s.taken + n]);
        s.taken += n;
        done += n;
    }
    done
}

/// Reads straight into words, behind which nothing was read in part: the cheapest way to take a long input. Answers how many bytes there were. In chunks, since one
/// segment of a proof has to hold each read.
///
/// # Panics
/// If [`read`] was called before.
pub fn read_into(words: &mut [u32]) -> usize {
    assert!(stream().buffered == 0, "read_into comes before any read");
    let mut bytes = 0;
    for chunk in words.chunks_mut(CHUNK / 4) {
        let got = read_words(chunk);
        bytes += got;
        if got < 4 * chunk.len() {
            break;
        }
    }
    bytes
}

/// The next word of the input, least significant byte first; `None` where fewer than four bytes are left.
pub fn read_word() -> Option<u32> {
    let mut bytes = [0; 4];
    (read(&mut bytes) == 4).then(|| u32::from_le_bytes(bytes))
}

/// Appends to the output, and to the digest that the proof binds.
pub fn write(bytes: &[u8]) {
    let s = stream();
    s.output.get_or_insert_with(Sha256::default).update(bytes);
    put(1, bytes);
}

/// The log, which no proof binds.
pub struct Log;

impl fmt::Write for Log {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        put(2, text.as_bytes());
        Ok(())
    }
}

/// Writes a line to the log.
pub fn log(text: &str) {
    put(2, text.as_bytes());
    put(2, b"\n");
}

fn put(file: usize, mut bytes: &[u8]) {
    while !bytes.is_empty() {
        let n = unsafe { calls::call(calls::WRITE, file, bytes.as_ptr() as usize, bytes.len(), 0) };
        if (n as i32) <= 0 {
            return;
        }
        bytes = &bytes[n as usize..];
    }
}

/// Ends the program: the proof says this code, and SHA-256 of all output.
pub fn exit(code: u32) -> ! {
    let digest = stream().output.take().unwrap_or_default().finalize_fixed();
    let mut words = [0u32; 8];
    for (word, four) in words.iter_mut().zip(digest.chunks_exact(4)) {
        *word = u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
    }
    end(code, words.as_ptr() as usize)
}

/// Ends the program with the zero digest, which is that of no output: for what must not be taken for a result.
pub fn abort(code: u32) -> ! {
    end(code, 0)
}

fn end(code: u32, digest: usize) -> ! {
    unsafe { calls::call(calls::EXIT, code as usize, digest, 0, 0) };
    // Only where there is no machine to end.
    panic!("exit code {code}")
}
