//! Counts primes. Input: limit (word, at most 2^20). Output: how many primes lie below it, and the largest of them (words).

#![no_std]
#![no_main]

use bulwark_guest::io;

const LIMIT: usize = 1 << 20;

static mut COMPOSITE: [u8; LIMIT / 8] = [0; LIMIT / 8];

bulwark_guest::entry!(primes);

fn primes() -> u32 {
    let limit = io::read_word().unwrap_or(0) as usize;
    if limit > LIMIT {
        return 2;
    }
    // One thread, and the only place that names the table.
    let composite = unsafe { &mut *core::ptr::addr_of_mut!(COMPOSITE) };
    let (mut count, mut largest) = (0u32, 0u32);
    for n in 2..limit {
        if composite[n / 8] >> (n % 8) & 1 == 0 {
            count += 1;
            largest = n as u32;
            // Only roots of the limit mark multiples, so the square does not overflow.
            let mut multiple = if n < 1 << 10 { n * n } else { limit };
            while multiple < limit {
                composite[multiple / 8] |= 1 << (multiple % 8);
                multiple += n;
            }
        }
    }
    io::write(&count.to_le_bytes());
    io::write(&largest.to_le_bytes());
    0
}
