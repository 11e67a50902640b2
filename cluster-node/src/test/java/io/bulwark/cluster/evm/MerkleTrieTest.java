package io.bulwark.cluster.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;

/** Roots as Ethereum's own tests give them for tries whose keys are hashed. */
class MerkleTrieTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static MerkleTrie trie(String... pairs) {
        MerkleTrie trie = new MerkleTrie();
        for (int i = 0; i < pairs.length; i += 2) {
            trie.put(Hash.sha3(bytes(pairs[i])), bytes(pairs[i + 1]));
        }
        return trie;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void hasTheRootsOfKnownTries() {
        assertThat(hex(trie().root())).isEqualTo("56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
        assertThat(hex(trie("A", "a".repeat(50)).root()))
                .isEqualTo("e9e2935138352776cad724d31c9fa5266a5c593bb97726dd2a908fe6d53284df");
        assertThat(hex(trie("do", "verb", "horse", "stallion", "doge", "coin", "dog", "puppy")
                        .root()))
                .isEqualTo("29b235a58c3c25ab83010c327d5932bcf05324b7d6b1185e650798034783ca9d");
    }

    @Test
    void aWitnessBeginsWithTheRootAndEndsWithWhatWasAskedFor() {
        MerkleTrie trie = trie("do", "verb", "horse", "stallion", "doge", "coin", "dog", "puppy");
        NavigableSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        keys.add(Hash.sha3(bytes("horse")));
        List<byte[]> nodes = trie.witness(keys, key -> List.of(bytes("below")));
        assertThat(Hash.sha3(nodes.getFirst())).isEqualTo(trie.root());
        assertThat(nodes.getLast()).isEqualTo(bytes("below"));
        assertThat(new String(nodes.get(nodes.size() - 2), StandardCharsets.ISO_8859_1))
                .endsWith("stallion");
    }
}
