/** Verifies finished proofs for other projects: bytes and what they are expected to prove go in, facts or one refusal come out. */
package io.bulwark.verifier;
