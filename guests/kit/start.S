# First instruction of a guest. The stack pointer is set by the machine (or by Linux); everything else is set here.
    .section .text.start, "ax"
    .globl _start
    .type _start, @function
_start:
    .option push
    .option norelax
    la gp, __global_pointer$
    .option pop
    la a0, __bss_start
    la a1, __bss_end
1:  bgeu a0, a1, 2f
    sw zero, 0(a0)
    addi a0, a0, 4
    j 1b
2:  andi sp, sp, -16
    call main
    j bulwark_exit
    .size _start, . - _start
