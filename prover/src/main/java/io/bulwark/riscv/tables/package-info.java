/**
 * The tables of the machine: for each its chip, with the argument why it is sound, beside the filling of its rows. Sources: the design's machine and tables
 * chapters; column names are theirs.
 */
package io.bulwark.riscv.tables;
