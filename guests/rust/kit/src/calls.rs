//! System calls: Linux's numbers where Linux has the call, ours where it answers that it does not know.

pub const READ: u32 = 63;
pub const WRITE: u32 = 64;
pub const EXIT: u32 = 93;
pub const POSEIDON2: u32 = 0x1000;
pub const SHA256_COMPRESS: u32 = 0x1001;
pub const KECCAK_F1600: u32 = 0x1002;
pub const MULMOD256: u32 = 0x1003;

/// What Linux answers to a call that it does not know.
const UNKNOWN: u32 = -38i32 as u32;

/// Calls the machine, but for what this build does in software.
///
/// # Safety
/// As of [`machine`].
#[inline(always)]
pub unsafe fn call(number: u32, a: usize, b: usize, c: usize, d: usize) -> u32 {
    if cfg!(feature = "software") && number >= POSEIDON2 {
        UNKNOWN
    } else {
        machine(number, a, b, c, d)
    }
}

/// Calls the machine; a0 is the answer. 0 from the calls of ours means done; anything else, not known here.
///
/// # Safety
/// The arguments that are addresses must be of memory that the call may read and write, as `README.md` says of each.
#[cfg(target_arch = "riscv32")]
#[inline(always)]
unsafe fn machine(number: u32, a: usize, b: usize, c: usize, d: usize) -> u32 {
    let result: u32;
    core::arch::asm!("ecall", in("a7") number, inlateout("a0") a => result, in("a1") b, in("a2") c, in("a3") d, options(nostack));
    result
}

/// No machine to call: every call is unknown.
///
/// # Safety
/// None is needed.
#[cfg(not(target_arch = "riscv32"))]
#[inline(always)]
unsafe fn machine(_number: u32, _a: usize, _b: usize, _c: usize, _d: usize) -> u32 {
    UNKNOWN
}
