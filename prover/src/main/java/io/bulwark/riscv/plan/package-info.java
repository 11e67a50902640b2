/** Cuts a run into segments that fit size classes, and says what a prover needs for each. */
package io.bulwark.riscv.plan;
