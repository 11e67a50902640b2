/** Blocks of Ethereum transactions for the guest {@code evm}: made from a seed, with the witness of the state that they touch. */
package io.bulwark.cluster.evm;
