/**
 * A client of the prover network: hands jobs in, follows them, fetches proofs and receipts, from any of the gateways that it knows. It believes none of them: what it
 * fetches is held against its digest, and a proof is worth what the verifier says of it.
 */
package io.bulwark.client;
