/*
 * Keccak-256 over and over. Input: rounds (word), 32 bytes. Output: the 32 bytes after that many hashes.
 */
#include "bulwark.h"

int main(void)
{
    uint8_t value[32];
    uint32_t rounds = bulwark_read_word();
    bulwark_read_exactly(value, sizeof value);
    for (uint32_t i = 0; i < rounds; i++)
        bulwark_keccak256(value, sizeof value, value);
    bulwark_write(value, sizeof value);
    return 0;
}
