/** The memory of a run as a sparse Merkle tree: roots, openings, and what a segment does to them. */
package io.bulwark.riscv.memory;
