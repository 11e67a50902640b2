# First instruction of a guest. The stack pointer is set by the machine (or by Linux); memory that the
# file only reserves is zero on both.
    .section .text.start, "ax"
    .globl _start
    .type _start, @function
_start:
    .option push
    .option norelax
    la gp, __global_pointer$
    .option pop
    andi sp, sp, -16
    call main
    j bulwark_exit
    .size _start, . - _start
