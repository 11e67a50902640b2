/* Schnorr signatures over secp256k1 as BIP 340 has them, for a public key whose point is at hand. */
#ifndef SECP256K1_H
#define SECP256K1_H

#include <stdint.h>

/*
 * Whether (r, s) signs the message under the key. All numbers are 32 bytes, most significant first. The key is a point (x, y) with y even: whoever gives
 * y claims it, and it is checked to lie on the curve.
 */
int schnorr_verify(const uint8_t x[32], const uint8_t y[32], const uint8_t message[32], const uint8_t r[32], const uint8_t s[32]);

#endif
