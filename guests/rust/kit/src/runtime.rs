//! First instruction, and what a panic does.

use core::arch::global_asm;
use core::fmt::Write;

use crate::io;

// The stack pointer is set by the machine (or by Linux); memory that the file only reserves is zero on both.
global_asm!(
    ".section .text.start, \"ax\"",
    ".globl _start",
    "_start:",
    ".option push",
    ".option norelax",
    "la gp, __global_pointer$",
    ".option pop",
    "andi sp, sp, -16",
    "call guest_main",
    "ebreak",
);

/// The exit code of a guest that panicked.
const PANIC: u32 = 101;

/// Says message and place on the log, and ends with the digest of nothing: what was written before binds no proof.
#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = writeln!(io::Log, "{info}");
    io::abort(PANIC)
}
