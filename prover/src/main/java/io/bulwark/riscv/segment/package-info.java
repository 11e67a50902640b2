/** Segments of a run: the machine with its shapes, the filling of a segment's tables, its proof and claim, and the chain of segments that is a run's proof. */
package io.bulwark.riscv.segment;
