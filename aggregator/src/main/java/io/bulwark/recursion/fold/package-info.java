/** Circuits that verify proofs: lift, join, finish, bundle; which of them are allowed; keys, prover and verifier of folds. */
package io.bulwark.recursion.fold;
