/* Schnorr signatures over secp256k1 as BIP 340 has them, for a public key whose point is at hand. */
#ifndef SECP256K1_H
#define SECP256K1_H

#include <stdint.h>

/* All numbers are 32 bytes, most significant first. */
typedef struct {
    uint8_t x[32], y[32];
} schnorr_key;

/* r_y is the even y that belongs to r: no part of a signature, but at hand it saves a root, and a wrong one is refused. */
typedef struct {
    uint8_t r[32], s[32], r_y[32];
} schnorr_signature;

/* Whether the message is signed under the key, a point of the curve with y even; whether it is one is checked. */
int schnorr_verify(const schnorr_key *key, const uint8_t message[32], const schnorr_signature *signature);

#endif
