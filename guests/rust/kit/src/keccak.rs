//! Keccak-256 as Ethereum uses it (padding byte 1) over the machine's permutation.

use core::ptr;

use digest::consts::{U136, U32};
use digest::core_api::BlockSizeUser;
use digest::{FixedOutput, FixedOutputReset, HashMarker, Output, OutputSizeUser, Reset, Update};

use crate::calls;

const RATE_WORDS: usize = 34;
const RATE: usize = 4 * RATE_WORDS;

/// A hash on the way. The state is 25 lanes of two words, the low one first.
#[derive(Clone, Debug)]
pub struct Keccak256 {
    state: [u32; 50],
    absorbed: usize,
}

impl Default for Keccak256 {
    fn default() -> Self {
        Self { state: [0; 50], absorbed: 0 }
    }
}

impl HashMarker for Keccak256 {}

impl OutputSizeUser for Keccak256 {
    type OutputSize = U32;
}

impl BlockSizeUser for Keccak256 {
    type BlockSize = U136;
}

impl Keccak256 {
    fn absorb_byte(&mut self, at: usize, byte: u8) {
        self.state[at / 4] ^= (byte as u32) << (8 * (at % 4));
    }

    /// Absorbs from the block's beginning: the state's next words, then what is left of the last one.
    fn absorb_from_start(&mut self, bytes: &[u8]) {
        let words = bytes.len() / 4;
        if bytes.as_ptr() as usize % 4 == 0 {
            let from = bytes.as_ptr().cast::<u32>();
            for (i, word) in self.state.iter_mut().enumerate().take(words) {
                // Aligned, and `words` words lie in the slice.
                *word ^= u32::from_le(unsafe { ptr::read(from.add(i)) });
            }
        } else {
            for (word, four) in self.state.iter_mut().zip(bytes.chunks_exact(4)) {
                *word ^= u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
            }
        }
        for (i, &byte) in bytes.iter().enumerate().skip(4 * words) {
            self.absorb_byte(i, byte);
        }
    }

    fn pad(&mut self) {
        self.absorb_byte(self.absorbed, 1);
        self.absorb_byte(RATE - 1, 0x80);
        permute(&mut self.state);
    }
}

impl Update for Keccak256 {
    fn update(&mut self, mut bytes: &[u8]) {
        while self.absorbed > 0 && !bytes.is_empty() {
            self.absorb_byte(self.absorbed, bytes[0]);
            self.absorbed = (self.absorbed + 1) % RATE;
            if self.absorbed == 0 {
                permute(&mut self.state);
            }
            bytes = &bytes[1..];
        }
        while bytes.len() >= RATE {
            self.absorb_from_start(&bytes[..RATE]);
            permute(&mut self.state);
            bytes = &bytes[RATE..];
        }
        if !bytes.is_empty() {
            self.absorb_from_start(bytes);
            self.absorbed = bytes.len();
        }
    }
}

impl FixedOutput for Keccak256 {
    fn finalize_into(mut self, out: &mut Output<Self>) {
        self.pad();
        for (four, word) in out.chunks_exact_mut(4).zip(self.state) {
            four.copy_from_slice(&word.to_le_bytes());
        }
    }
}

impl Reset for Keccak256 {
    fn reset(&mut self) {
        *self = Self::default();
    }
}

impl FixedOutputReset for Keccak256 {
    fn finalize_into_reset(&mut self, out: &mut Output<Self>) {
        core::mem::take(self).finalize_into(out);
    }
}

/// Keccak-256 of a message.
pub fn keccak256(message: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    // One pass without the buffering of a hash on the way.
    let mut hash = Keccak256::default();
    hash.update(message);
    hash.pad();
    for (four, word) in out.chunks_exact_mut(4).zip(hash.state) {
        four.copy_from_slice(&word.to_le_bytes());
    }
    out
}

/// The hook through which crate `alloy-primitives` (feature `native-keccak`) hashes.
///
/// # Safety
/// `bytes` is the address of `len` bytes, `output` of 32 that may be written.
#[no_mangle]
pub unsafe extern "C" fn native_keccak256(bytes: *const u8, len: usize, output: *mut u8) {
    let digest = keccak256(core::slice::from_raw_parts(bytes, len));
    ptr::copy_nonoverlapping(digest.as_ptr(), output, 32);
}

/// The permutation Keccak-f[1600].
pub fn permute(state: &mut [u32; 50]) {
    if unsafe { calls::call(calls::KECCAK_F1600, state.as_mut_ptr() as usize, 0, 0, 0) } != 0 {
        in_software(state);
    }
}

/// FIPS 202, section 3.
#[cold]
fn in_software(state: &mut [u32; 50]) {
    let mut a = [0u64; 25];
    for (lane, two) in a.iter_mut().zip(state.chunks_exact(2)) {
        *lane = two[0] as u64 | (two[1] as u64) << 32;
    }
    let mut lfsr = 1u8;
    for _ in 0..24 {
        round(&mut a, &mut lfsr);
    }
    for (two, lane) in state.chunks_exact_mut(2).zip(a) {
        two[0] = lane as u32;
        two[1] = (lane >> 32) as u32;
    }
}

fn round(a: &mut [u64; 25], lfsr: &mut u8) {
    let c: [u64; 5] = core::array::from_fn(|x| a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20]);
    for (i, lane) in a.iter_mut().enumerate() {
        *lane ^= c[(i + 4) % 5] ^ c[(i + 1) % 5].rotate_left(1);
    }
    let (mut x, mut y, mut moved) = (1, 0, a[1]);
    for t in 0..24 {
        (x, y) = (y, (2 * x + 3 * y) % 5);
        let next = a[x + 5 * y];
        a[x + 5 * y] = moved.rotate_left((t + 1) * (t + 2) / 2 % 64);
        moved = next;
    }
    for row in a.chunks_exact_mut(5) {
        let old: [u64; 5] = [row[0], row[1], row[2], row[3], row[4]];
        for x in 0..5 {
            row[x] = old[x] ^ (!old[(x + 1) % 5] & old[(x + 2) % 5]);
        }
    }
    for j in 0..7 {
        // Bit 2^j - 1 of the round's constant is the register's lowest bit.
        a[0] ^= ((*lfsr & 1) as u64) << ((1u32 << j) - 1);
        *lfsr = *lfsr << 1 ^ if *lfsr >> 7 == 1 { 0x71 } else { 0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha3::Digest;

    #[test]
    fn is_the_keccak_256_of_others_at_every_length_and_alignment() {
        let message: Vec<u8> = (0..500u32).map(|i| (i * 11 + 5) as u8).collect();
        for n in 0..message.len() - 3 {
            for shift in 0..4 {
                let part = &message[shift..shift + n];
                assert_eq!(keccak256(part)[..], sha3::Keccak256::digest(part)[..], "{n} bytes from {shift}");
            }
            let mut hash = Keccak256::default();
            let (left, right) = message[..n].split_at(n / 3);
            Update::update(&mut hash, left);
            Update::update(&mut hash, right);
            assert_eq!(hash.finalize_fixed()[..], sha3::Keccak256::digest(&message[..n])[..], "{n} bytes in two parts");
        }
    }
}
