//! SHA-256 (FIPS 180-4) over the machine's compression, behind the traits of crate `digest`.

use digest::consts::{U32, U64};
use digest::core_api::BlockSizeUser;
use digest::{FixedOutput, FixedOutputReset, HashMarker, Output, OutputSizeUser, Reset, Update};

use crate::calls;

/// A hash on the way.
#[derive(Clone, Debug)]
pub struct Sha256 {
    state: [u32; 8],
    block: [u32; 16],
    bytes: u64,
}

impl Default for Sha256 {
    fn default() -> Self {
        Self { state: INITIAL, block: [0; 16], bytes: 0 }
    }
}

impl HashMarker for Sha256 {}

impl OutputSizeUser for Sha256 {
    type OutputSize = U32;
}

impl BlockSizeUser for Sha256 {
    type BlockSize = U64;
}

fn as_bytes(block: &mut [u32; 16]) -> &mut [u8; 64] {
    // Every pattern of bytes is one of words.
    unsafe { &mut *block.as_mut_ptr().cast() }
}

impl Update for Sha256 {
    fn update(&mut self, mut bytes: &[u8]) {
        let mut filled = (self.bytes % 64) as usize;
        self.bytes += bytes.len() as u64;
        while !bytes.is_empty() {
            let n = bytes.len().min(64 - filled);
            as_bytes(&mut self.block)[filled..filled + n].copy_from_slice(&bytes[..n]);
            filled += n;
            bytes = &bytes[n..];
            if filled == 64 {
                compress(&mut self.state, &self.block);
                filled = 0;
            }
        }
    }
}

impl FixedOutput for Sha256 {
    fn finalize_into(mut self, out: &mut Output<Self>) {
        let bits = 8 * self.bytes;
        let filled = (self.bytes % 64) as usize;
        as_bytes(&mut self.block)[filled] = 0x80;
        as_bytes(&mut self.block)[filled + 1..].fill(0);
        if filled >= 56 {
            compress(&mut self.state, &self.block);
            self.block = [0; 16];
        }
        as_bytes(&mut self.block)[56..].copy_from_slice(&bits.to_be_bytes());
        compress(&mut self.state, &self.block);
        for (four, word) in out.chunks_exact_mut(4).zip(self.state) {
            four.copy_from_slice(&word.to_be_bytes());
        }
    }
}

impl Reset for Sha256 {
    fn reset(&mut self) {
        *self = Self::default();
    }
}

impl FixedOutputReset for Sha256 {
    fn finalize_into_reset(&mut self, out: &mut Output<Self>) {
        core::mem::take(self).finalize_into(out);
    }
}

fn compress(state: &mut [u32; 8], block: &[u32; 16]) {
    let unknown = unsafe { calls::call(calls::SHA256_COMPRESS, state.as_mut_ptr() as usize, block.as_ptr() as usize, 0, 0) };
    if unknown != 0 {
        in_software(state, block);
    }
}

#[cold]
fn in_software(state: &mut [u32; 8], block: &[u32; 16]) {
    let mut w = [0u32; 64];
    for t in 0..64 {
        w[t] = if t < 16 {
            u32::from_be(block[t])
        } else {
            let (a, b) = (w[t - 15], w[t - 2]);
            let small0 = a.rotate_right(7) ^ a.rotate_right(18) ^ a >> 3;
            let small1 = b.rotate_right(17) ^ b.rotate_right(19) ^ b >> 10;
            w[t - 16].wrapping_add(small0).wrapping_add(w[t - 7]).wrapping_add(small1)
        };
    }
    let mut v = *state;
    for t in 0..64 {
        let (a, e) = (v[0], v[4]);
        let big1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let big0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let choice = (e & v[5]) ^ (!e & v[6]);
        let majority = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]);
        let t1 = v[7].wrapping_add(big1).wrapping_add(choice).wrapping_add(CONSTANTS[t]).wrapping_add(w[t]);
        v.copy_within(0..7, 1);
        v[4] = v[4].wrapping_add(t1);
        v[0] = t1.wrapping_add(big0).wrapping_add(majority);
    }
    for (x, y) in state.iter_mut().zip(v) {
        *x = x.wrapping_add(y);
    }
}

const INITIAL: [u32; 8] = [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

const CONSTANTS: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

#[cfg(test)]
mod tests {
    use super::*;
    use digest::Digest;

    #[test]
    fn is_the_sha_256_of_others_at_every_length_around_a_block() {
        let message: Vec<u8> = (0..300u32).map(|i| (i * 7 + 3) as u8).collect();
        for n in 0..message.len() {
            let mut hash = Sha256::default();
            let (left, right) = message[..n].split_at(n / 3);
            Update::update(&mut hash, left);
            Update::update(&mut hash, right);
            assert_eq!(hash.finalize_fixed()[..], sha2::Sha256::digest(&message[..n])[..], "{n} bytes");
        }
    }
}
