//! What a guest of the Bulwark machine may do besides computing.
//!
//! The same program runs under `qemu-riscv32` and, as an ordinary library, on the machine that builds it: where a call is not known, the crate computes
//! in software. Numbers of 256 bits are eight words, the least significant first.
//!
//! A guest is `#![no_std]` and `#![no_main]`, and names its main function with [`entry!`]. What it writes with [`io::write`] is bound to the proof by SHA-256, as is
//! the exit code that its main function returns.

#![cfg_attr(target_arch = "riscv32", no_std)]

pub mod calls;
#[cfg(all(feature = "heap", target_arch = "riscv32"))]
mod heap;
pub mod io;
pub mod keccak;
pub mod modular;
mod once;
#[cfg(target_arch = "riscv32")]
mod runtime;
pub mod secp256k1;
pub mod sha256;

/// Names the function that the program starts with: it takes nothing and returns the exit code.
#[macro_export]
macro_rules! entry {
    ($main:path) => {
        #[no_mangle]
        extern "C" fn guest_main() -> ! {
            let main: fn() -> u32 = $main;
            $crate::io::exit(main())
        }
    };
}
