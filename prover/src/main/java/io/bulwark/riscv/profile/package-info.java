/** What a run costs by function: call stacks from jumps and links, cycles and cells on each. */
package io.bulwark.riscv.profile;
