# A pair of tokens with a constant product: swap(amount, least) takes tokens of the first kind and gives of the second. Reserves lie at 0 and 1; the fee is 0.3 %.
0x00 CALLDATALOAD 0xe0 SHR
0xd96073cf EQ @swap JUMPI
refuse:
0x00 0x00 REVERT

swap:
# out = amount 997 r1 / (r0 1000 + amount 997)
0x04 CALLDATALOAD 0x03e5 MUL                  # a
0x01 SLOAD DUP2 MUL                           # a a*r1
SWAP1                                         # a*r1 a
0x00 SLOAD 0x03e8 MUL ADD                     # a*r1 r0*1000+a
SWAP1 DIV                                     # out
DUP1 0x24 CALLDATALOAD GT @refuse JUMPI       # least > out

# first.transferFrom(caller, this, amount)
0x23b872dd 0xe0 SHL 0x00 MSTORE
CALLER 0x04 MSTORE
ADDRESS 0x24 MSTORE
0x04 CALLDATALOAD 0x44 MSTORE
0x20 0x00 0x64 0x00 0x00 $first GAS CALL
ISZERO @refuse JUMPI

# second.transfer(caller, out)
0xa9059cbb 0xe0 SHL 0x00 MSTORE
CALLER 0x04 MSTORE
DUP1 0x24 MSTORE
0x20 0x00 0x44 0x00 0x00 $second GAS CALL
ISZERO @refuse JUMPI

# The new reserves, which the event tells, too.
0x00 SLOAD 0x04 CALLDATALOAD ADD DUP1 0x00 SSTORE 0x00 MSTORE
DUP1 0x01 SLOAD SUB DUP1 0x01 SSTORE 0x20 MSTORE
CALLER
0x1c411e9a96e071241c2f21f7726b17ae89e3cab4c78be50e062b03a9fffbbad1
0x40 0x00 LOG2                                # Sync(r0, r1), with who swapped
0x00 MSTORE 0x20 0x00 RETURN
