//! The guest: reads an input, runs its block, writes what it leads to. On the machine that builds it, the same program reads a file and is run as any other.

#![cfg_attr(target_arch = "riscv32", no_std, no_main)]

#[cfg(target_arch = "riscv32")]
use core::fmt::Write;

use bulwark_evm::run;
#[cfg(target_arch = "riscv32")]
use bulwark_guest::io;

#[cfg(target_arch = "riscv32")]
bulwark_guest::entry!(main);

#[cfg(target_arch = "riscv32")]
fn main() -> u32 {
    match run(input(), &mut io::log) {
        Ok(outcome) => {
            io::write(&outcome.output());
            // For whoever asks what a transaction costs and what was logged. The block's hash alone binds both; a log that cannot be written changes nothing.
            let _ = writeln!(io::Log, "gas {}\nlogs {:x}", outcome.header.gas_used, outcome.logs_hash);
            0
        }
        Err(refusal) => {
            io::log("refused");
            io::abort(refusal.exit_code())
        }
    }
}

/// The whole input, in memory that the file only reserves.
#[cfg(target_arch = "riscv32")]
fn input() -> &'static [u8] {
    const WORDS: usize = 8 << 20;
    static mut INPUT: [u32; WORDS] = [0; WORDS];
    // The only place that names it, and it is called once.
    let words = unsafe { &mut *core::ptr::addr_of_mut!(INPUT) };
    let bytes = io::read_into(words);
    if bytes == 4 * WORDS {
        io::abort(bulwark_evm::Refusal::Malformed.exit_code());
    }
    unsafe { core::slice::from_raw_parts(words.as_ptr().cast(), bytes) }
}

#[cfg(not(target_arch = "riscv32"))]
fn main() {
    let file = std::env::args().nth(1).expect("usage: evm INPUT");
    let input = std::fs::read(&file).expect("a file that can be read");
    match run(&input, &mut |_| ()) {
        Ok(outcome) => println!("{}", alloy_primitives::hex::encode(outcome.output())),
        Err(refusal) => {
            eprintln!("refused: {refusal:?}");
            std::process::exit(refusal.exit_code() as i32)
        }
    }
}
