package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.riscv.EvmInputParts.Item;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every class of bytes that a block's maker hands to the EVM guest, changed: it is refused with its exit code, or it is another block and the claim says so. What no
 * block may have although it has the form (nonce, balance, gas, forged signatures) is among the state tests.
 */
class EvmWitnessTest {
    private static final Path ELF =
            Path.of("").toAbsolutePath().getParent().resolve("guests").resolve("evm.elf");
    private static final long SEED = 20261129;
    private static final int SOME = 4;

    private static final int MALFORMED = 10;
    private static final Integer[] WITNESS = {11, 12};
    private static final int WITNESS_WRONG = 12;
    private static final int HEADER = 13;
    private static final int TRANSACTION_FORM = 14;
    private static final int CHAIN_ID = 16;
    private static final int NONCE = 17;
    /** Of a changed transaction: no transaction, or one of somebody who has nothing or is not shown. */
    private static final Integer[] TRANSACTION = {11, 14, 15, 16, 17, 18, 19, 20};

    private static final int STATE_ROOT = 3;
    private static final int BLOCK_HASH_AT = 108;

    private static Program program;
    private static byte[] block;
    private static byte[] claim;

    @BeforeAll
    static void run() throws IOException {
        program = Program.load(Files.readAllBytes(ELF));
        try (InputStream in = EvmWitnessTest.class.getResourceAsStream("/evm/block-8.bin")) {
            block = in.readAllBytes();
        }
        assertThat(EvmInputParts.of(block).bytes()).isEqualTo(block);
        claim = run(block).output();
        assertThat(claim).hasSize(140);
    }

    private static RunResult run(byte[] input) {
        return Executor.run(program, Input.of(input), Limits.standard(), Observer.none());
    }

    private static void refused(String what, byte[] input, Integer... codes) {
        RunResult result = run(input);
        assertThat(result.exitCode()).as(what).isIn((Object[]) codes);
        assertThat(result.output()).as(what).isEmpty();
        assertThat(result.digest()).as(what).containsOnly(0);
    }

    private static void refused(String what, Consumer<EvmInputParts> change, Integer... codes) {
        EvmInputParts parts = EvmInputParts.of(block);
        change.accept(parts);
        refused(what, parts.bytes(), codes);
    }

    /** Refused as of no good form or header, or another block's hash. */
    private static void refusedOrAnotherBlock(String what, Consumer<EvmInputParts> change) {
        EvmInputParts parts = EvmInputParts.of(block);
        change.accept(parts);
        RunResult result = run(parts.bytes());
        if (result.exitCode() == 0) {
            byte[] said = result.output();
            assertThat(IntStream.range(BLOCK_HASH_AT, said.length).allMatch(i -> said[i] == claim[i]))
                    .as("%s: the same block's hash", what)
                    .isFalse();
        } else {
            assertThat(result.exitCode()).as(what).isIn(MALFORMED, HEADER, 11, 12, 18, 19);
            assertThat(result.digest()).as(what).containsOnly(0);
        }
    }

    /** Changes an item's last byte, or gives an empty one a byte. */
    private static void change(byte[] rlp, Item item) {
        if (item.from() == item.to()) {
            rlp[item.from() - 1] = 1;
        } else {
            rlp[item.to() - 1] ^= 1;
        }
    }

    @Test
    void theHeadOfTheInput() {
        refused("magic", parts -> parts.head[0] ^= 1, MALFORMED);
        refused("chain id, low word", parts -> parts.head[4] ^= 1, CHAIN_ID);
        refused("chain id, high word", parts -> parts.head[8] ^= 1, CHAIN_ID);
        refused("a fork that there is not", parts -> parts.head[12] = 3, MALFORMED);
        refused("the fork before, with this one's fields", parts -> parts.head[12] = 1, MALFORMED);
    }

    @Test
    void everyFieldOfTheParentsHeader() {
        int fields = EvmInputParts.items(EvmInputParts.of(block).headers.getFirst(), 0)
                .size();
        assertThat(fields).isEqualTo(20);
        for (int i = 0; i < fields; i++) {
            int field = i;
            Consumer<EvmInputParts> changing = parts -> {
                byte[] header = parts.headers.getFirst();
                change(header, EvmInputParts.items(header, 0).get(field));
            };
            if (field == STATE_ROOT) {
                refused("the state's root", changing, WITNESS_WRONG);
            } else {
                refusedOrAnotherBlock("field %d of the parent".formatted(field), changing);
            }
        }
    }

    @Test
    void everyFieldThatTheMakerIsFreeToChoose() {
        int fields =
                EvmInputParts.items(EvmInputParts.of(block).headers.get(1), 0).size();
        assertThat(fields).isEqualTo(6);
        for (int i = 0; i < fields; i++) {
            int field = i;
            refusedOrAnotherBlock("free field " + field, parts -> {
                byte[] list = parts.headers.get(1);
                change(list, EvmInputParts.items(list, 0).get(field));
            });
        }
    }

    /** They are of the types 0, 1 and 2 in turn. */
    @Test
    void everyItemOfATransactionOfEachTypeItsSignatureIncluded() {
        transactions(0, 3);
        refused("nothing", parts -> parts.transactions().set(0, new byte[0]), TRANSACTION_FORM);
        refused(
                "one twice",
                parts -> parts.transactions().add(1, parts.transactions().getFirst()),
                NONCE);
    }

    @Test
    @Tag("slow")
    void everyItemOfEveryTransaction() {
        transactions(3, EvmInputParts.of(block).transactions().size());
    }

    private static void transactions(int from, int to) {
        List<byte[]> transactions = EvmInputParts.of(block).transactions();
        for (int t = from; t < to; t++) {
            int which = t;
            int list = transactions.get(t)[0] < 0 ? 0 : 1;
            int items = EvmInputParts.items(transactions.get(t), list).size();
            assertThat(items).isIn(9, 11, 12);
            for (int i = 0; i < items; i++) {
                int item = i;
                refused(
                        "item %d of transaction %d".formatted(item, which),
                        parts -> {
                            byte[] rlp = parts.transactions().get(which);
                            change(rlp, EvmInputParts.items(rlp, list).get(item));
                        },
                        TRANSACTION);
            }
            refused("type of " + which, parts -> parts.transactions().get(which)[0] = 3, TRANSACTION_FORM);
        }
    }

    @Test
    void aNodeThatLacksOrIsTooManyOrStandsElsewhere() {
        SplittableRandom random = new SplittableRandom(SEED);
        int count = EvmInputParts.of(block).nodes().size();
        for (int i = 0; i < SOME; i++) {
            places(random.nextInt(count), count);
        }
        refused("no node", parts -> parts.nodes().clear(), WITNESS);
        refused("a node of nothing", parts -> parts.nodes().add(new byte[0]), WITNESS_WRONG);
    }

    @Test
    @Tag("slow")
    void everyNodeThatLacksOrIsTooManyOrStandsElsewhere() {
        int count = EvmInputParts.of(block).nodes().size();
        IntStream.range(0, count).forEach(node -> places(node, count));
    }

    private static void places(int node, int count) {
        refused("without node " + node, parts -> parts.nodes().remove(node), WITNESS);
        refused(
                "node %d twice".formatted(node),
                parts -> parts.nodes().add(node, parts.nodes().get(node)),
                WITNESS_WRONG);
        refused(
                "node %d at the end, too".formatted(node),
                parts -> parts.nodes().add(parts.nodes().get(node)),
                WITNESS_WRONG);
        if (node + 1 < count) {
            refused(
                    "node %d behind the next".formatted(node),
                    parts -> parts.nodes().add(node + 1, parts.nodes().remove(node)),
                    WITNESS);
        }
    }

    @Test
    void someItemsOfNodes() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<byte[]> nodes = EvmInputParts.of(block).nodes();
        // One of each kind, at least: branches have 17 items, leaves and extensions two.
        for (int kind : new int[] {2, 17}) {
            List<Integer> some = IntStream.range(0, nodes.size())
                    .filter(i -> EvmInputParts.items(nodes.get(i), 0).size() == kind)
                    .boxed()
                    .toList();
            assertThat(some).isNotEmpty();
            items(some.get(random.nextInt(some.size())));
        }
    }

    @Test
    @Tag("slow")
    void everyItemOfEveryNode() {
        IntStream.range(0, EvmInputParts.of(block).nodes().size()).forEach(EvmWitnessTest::items);
    }

    /** The node's length, each of its items, and, of an account, what it holds. */
    private static void items(int node) {
        byte[] rlp = EvmInputParts.of(block).nodes().get(node);
        List<Item> items = new ArrayList<>(EvmInputParts.items(rlp, 0));
        Item value = items.getLast();
        if (items.size() == 2 && value.to() - value.from() > 64 && (rlp[value.from()] & 0xff) >= 0xc0) {
            items.addAll(EvmInputParts.items(rlp, value.from()));
        }
        for (Item item : items) {
            refused(
                    "bytes %d to %d of node %d".formatted(item.from(), item.to(), node),
                    parts -> change(parts.nodes().get(node), item),
                    WITNESS);
        }
        refused("length of node " + node, parts -> parts.nodes().get(node)[0] ^= 1, WITNESS);
    }

    @Test
    void codesOfContracts() {
        int count = EvmInputParts.of(block).codes().size();
        assertThat(count).isGreaterThan(1);
        for (int i = 0; i < count; i++) {
            int code = i;
            refused("without code " + code, parts -> parts.codes().remove(code), 11);
            refused(
                    "code %d changed at its end".formatted(code),
                    parts -> {
                        byte[] bytes = parts.codes().get(code);
                        bytes[bytes.length - 1] ^= 1;
                    },
                    WITNESS_WRONG);
        }
        refused("a code of nobody", parts -> parts.codes().add(new byte[] {0}), WITNESS_WRONG);
    }

    @Test
    void ancestorsThatNobodyNames() {
        refused("the parent again", parts -> parts.lists.getFirst().add(parts.headers.getFirst()), WITNESS_WRONG);
        refused("no header", parts -> parts.lists.getFirst().add(new byte[] {1}), WITNESS_WRONG);
    }

    @Test
    void lengthsPaddingAndTheEnd() {
        for (int at : new int[] {16, block.length - 4}) {
            byte[] longer = block.clone();
            longer[at] ^= 4;
            assertThat(run(longer).exitCode()).as("the word at %d", at).isIn(MALFORMED, 11, 12);
        }
        byte[] more = Arrays.copyOf(block, block.length + 4);
        refused("a word more", more, MALFORMED);
        refused("a word less", Arrays.copyOf(block, block.length - 4), MALFORMED);
        refused("nothing at all", new byte[0], MALFORMED);
        // The parent's header fills up to a word with zeros.
        int end = 20 + EvmInputParts.of(block).headers.getFirst().length;
        if (end % 4 != 0) {
            byte[] padded = block.clone();
            padded[end] = 1;
            refused("padding", padded, MALFORMED);
        }
    }
}
