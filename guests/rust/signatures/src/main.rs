//! Recovers public keys. Input: signatures of 100 bytes: r, s and the digest as 32 bytes each, the most significant first, and the recovery id as a word, the least
//! significant byte first. Output, of each: a word that says whether there is a key, or why there is none, and the key (64 bytes, zeros if none).

#![no_std]
#![no_main]

use bulwark_guest::io;
use bulwark_guest::secp256k1::{recover, RecoveryError};

bulwark_guest::entry!(signatures);

/// A signature is cut short.
const CUT_SHORT: u32 = 1;

fn signatures() -> u32 {
    let mut signature = [0; 100];
    loop {
        match io::read(&mut signature) {
            0 => return 0,
            100 => answer(&signature),
            _ => return CUT_SHORT,
        }
    }
}

fn answer(signature: &[u8; 100]) {
    let number = |i: usize| -> [u8; 32] { core::array::from_fn(|j| signature[32 * i + j]) };
    // An id of more than a byte is none, whatever its low byte says.
    let id = u32::from_le_bytes([signature[96], signature[97], signature[98], signature[99]]);
    let id = u8::try_from(id).unwrap_or(u8::MAX);
    let (said, key) = match recover(&number(0), &number(1), id, &number(2)) {
        Ok(key) => (0u32, key),
        Err(error) => (code(error), [0; 64]),
    };
    io::write(&said.to_le_bytes());
    io::write(&key);
}

fn code(error: RecoveryError) -> u32 {
    match error {
        RecoveryError::R => 1,
        RecoveryError::S => 2,
        RecoveryError::Id => 3,
        RecoveryError::NotOnCurve => 4,
        RecoveryError::Infinity => 5,
    }
}
