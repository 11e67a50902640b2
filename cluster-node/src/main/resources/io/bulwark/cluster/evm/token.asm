# A token after ERC-20: transfer, transferFrom, balanceOf. Balances lie at keccak(owner, 0), allowances at keccak(spender, keccak(owner, 1)).
0x00 CALLDATALOAD 0xe0 SHR
DUP1 0xa9059cbb EQ @transfer JUMPI
DUP1 0x23b872dd EQ @transferFrom JUMPI
DUP1 0x70a08231 EQ @balanceOf JUMPI
refuse:
0x00 0x00 REVERT

balanceOf:
0x04 CALLDATALOAD 0x00 MSTORE 0x00 0x20 MSTORE
0x40 0x00 KECCAK256 SLOAD 0x00 MSTORE
0x20 0x00 RETURN

transfer:                                     # transfer(to, amount)
0x24 CALLDATALOAD 0x04 CALLDATALOAD CALLER    # amount to from
@move JUMP

transferFrom:                                 # transferFrom(from, to, amount)
0x04 CALLDATALOAD 0x00 MSTORE 0x01 0x20 MSTORE
0x40 0x00 KECCAK256 0x20 MSTORE
CALLER 0x00 MSTORE
0x40 0x00 KECCAK256                           # slot of the allowance
DUP1 SLOAD                                    # slot allowed
0x44 CALLDATALOAD                             # slot allowed amount
DUP1 DUP3 LT @refuse JUMPI                    # allowed < amount
SWAP1 SUB                                     # slot allowed-amount
SWAP1 SSTORE
0x44 CALLDATALOAD 0x24 CALLDATALOAD 0x04 CALLDATALOAD

move:                                         # amount to from
DUP1 0x00 MSTORE 0x00 0x20 MSTORE
0x40 0x00 KECCAK256                           # amount to from slot
DUP1 SLOAD                                    # amount to from slot balance
DUP5 DUP2 LT @refuse JUMPI                    # balance < amount
DUP5 SWAP1 SUB                                # amount to from slot balance-amount
SWAP1 SSTORE                                  # amount to from
DUP2 0x00 MSTORE
0x40 0x00 KECCAK256                           # amount to from slot
DUP1 SLOAD DUP5 ADD                           # amount to from slot balance+amount
SWAP1 SSTORE                                  # amount to from
DUP3 0x00 MSTORE                              # amount to from
0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef
0x20 0x00 LOG3                                # Transfer(from, to, amount): topics are popped as name, from, to
0x01 0x00 MSTORE 0x20 0x00 RETURN
