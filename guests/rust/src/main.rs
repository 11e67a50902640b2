//! Counts primes. Input: limit (word, at most 2^20). Output: how many primes lie below it, and the largest of them (words).

#![no_std]
#![no_main]

mod bulwark;

const LIMIT: usize = 1 << 20;

static mut COMPOSITE: [u8; LIMIT / 8] = [0; LIMIT / 8];

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    bulwark::finish(&[], 101)
}

#[no_mangle]
extern "C" fn guest_main() -> ! {
    let limit = bulwark::read_word() as usize;
    if limit > LIMIT {
        bulwark::finish(&[], 2);
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
    let mut output = [0u8; 8];
    output[..4].copy_from_slice(&count.to_le_bytes());
    output[4..].copy_from_slice(&largest.to_le_bytes());
    bulwark::finish(&output, 0)
}
