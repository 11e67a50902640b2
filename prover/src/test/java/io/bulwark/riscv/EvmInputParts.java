package io.bulwark.riscv;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An input of the EVM guest, taken apart to be changed. */
final class EvmInputParts {
    private static final int HEAD = 16;

    /** Where an item's content lies in an RLP list; an item of one byte below 128 is its own content. */
    record Item(int from, int to) {}

    final byte[] head;
    final List<byte[]> headers = new ArrayList<>();
    final List<List<byte[]>> lists = new ArrayList<>();

    private EvmInputParts(byte[] head) {
        this.head = head;
    }

    static EvmInputParts of(byte[] input) {
        ByteBuffer words = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
        byte[] head = new byte[HEAD];
        words.get(head);
        EvmInputParts parts = new EvmInputParts(head);
        parts.headers.add(string(words));
        parts.headers.add(string(words));
        while (words.hasRemaining()) {
            List<byte[]> list = new ArrayList<>();
            int count = words.getInt();
            for (int i = 0; i < count; i++) {
                list.add(string(words));
            }
            parts.lists.add(list);
        }
        return parts;
    }

    private static byte[] string(ByteBuffer words) {
        byte[] string = new byte[words.getInt()];
        words.get(string);
        words.position((words.position() + 3) & ~3);
        return string;
    }

    List<byte[]> transactions() {
        return lists.get(1);
    }

    List<byte[]> nodes() {
        return lists.get(2);
    }

    List<byte[]> codes() {
        return lists.get(3);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head);
        headers.forEach(string -> put(out, string));
        for (List<byte[]> list : lists) {
            word(out, list.size());
            list.forEach(string -> put(out, string));
        }
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, byte[] string) {
        word(out, string.length);
        out.writeBytes(Arrays.copyOf(string, (string.length + 3) & ~3));
    }

    private static void word(ByteArrayOutputStream out, int word) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(word)
                .array());
    }

    /** The items of the RLP list that begins at a place; lists among them are items, too. */
    static List<Item> items(byte[] rlp, int at) {
        List<Item> items = new ArrayList<>();
        Item list = item(rlp, at);
        for (int next = list.from(); next < list.to(); next = items.getLast().to()) {
            items.add(item(rlp, next));
        }
        return items;
    }

    private static Item item(byte[] rlp, int at) {
        int first = rlp[at] & 0xff;
        if (first < 0x80) {
            return new Item(at, at + 1);
        }
        int kind = first < 0xc0 ? 0x80 : 0xc0;
        if (first - kind <= 55) {
            return new Item(at + 1, at + 1 + first - kind);
        }
        int digits = first - kind - 55;
        int length = 0;
        for (int i = 1; i <= digits; i++) {
            length = (length << 8) | (rlp[at + i] & 0xff);
        }
        return new Item(at + 1 + digits, at + 1 + digits + length);
    }
}
