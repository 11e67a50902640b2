"""Writes those of Ethereum's state tests that hold no code as fixtures of our own: what the accounts have, the signed transaction, the roots it leads to.

    python3 ethereum.py TESTS OUT.json        # TESTS: a copy of the repository ethereum/tests

Each names the file that it is taken from and that file's SHA-256. Left out are tests with code, in accounts or as a transaction's data (others' programs), forks that
the guest does not know, and what it refuses by design: transactions with blobs, or to the contract for point evaluation.
"""

import hashlib
import json
import pathlib
import sys

FORKS = ("Shanghai", "Cancun")
ENV = ("currentNumber", "currentTimestamp", "currentGasLimit", "currentBaseFee", "currentExcessBlobGas", "currentCoinbase", "currentRandom")
ENDS = ("hash", "logs", "txbytes", "expectException")
POINT_EVALUATION = "0x" + "0a".rjust(40, "0")
NOTHING = (None, "", "0x")


def is_taken(test):
    transaction = test["transaction"]
    creates = transaction.get("to") in NOTHING and any(data not in NOTHING for data in transaction["data"])
    holds_code = creates or any(account.get("code") not in NOTHING for account in test["pre"].values())
    return not holds_code and transaction.get("to") != POINT_EVALUATION


def ends(test, fork):
    some = [end for end in test["post"].get(fork, []) if end.get("txbytes") not in NOTHING and not end["txbytes"].startswith("0x03")]
    return [{key: end[key] for key in ENDS if key in end} for end in some]


def fixtures(root):
    for path in sorted((root / "GeneralStateTests").rglob("*.json")):
        content = path.read_bytes()
        try:
            tests = json.loads(content)
        except ValueError:
            continue
        source = {"file": str(path.relative_to(root)), "sha256": hashlib.sha256(content).hexdigest()}
        for number, test in enumerate(test for test in tests.values() if "pre" in test and is_taken(test)):
            post = {fork: ends(test, fork) for fork in FORKS if ends(test, fork)}
            if post:
                env = {key: test["env"][key] for key in ENV if key in test["env"]}
                yield f"{path.parent.name}/{path.stem}/{number}", {"source": source, "env": env, "pre": test["pre"], "post": post}


if __name__ == "__main__":
    found = dict(fixtures(pathlib.Path(sys.argv[1])))
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(test, separators=(',', ':'))}" for name, test in found.items())
    pathlib.Path(sys.argv[2]).write_text("{\n" + lines + "\n}\n")
    print(f"{len(found)} tests")
