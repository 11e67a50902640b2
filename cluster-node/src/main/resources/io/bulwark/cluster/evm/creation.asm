# Gives its creator 10^24 tokens, and leaves the token's code, which follows it.
CALLER 0x00 MSTORE 0x00 0x20 MSTORE
0xd3c21bcecceda1000000
0x40 0x00 KECCAK256 SSTORE
$length $offset 0x00 CODECOPY
$length 0x00 RETURN
