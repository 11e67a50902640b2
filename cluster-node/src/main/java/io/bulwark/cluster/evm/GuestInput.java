package io.bulwark.cluster.evm;

import io.bulwark.cluster.evm.EvmBlock.Fork;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** The guest's input in the making: the form is told at the head of the guest's {@code input.rs}. */
final class GuestInput {
    private static final int MAGIC = 0x31564542;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    GuestInput(long chain, Fork fork) {
        word(MAGIC);
        word((int) chain);
        word((int) (chain >>> 32));
        word(fork.number());
    }

    GuestInput string(byte[] string) {
        word(string.length);
        out.writeBytes(Arrays.copyOf(string, (string.length + 3) & ~3));
        return this;
    }

    GuestInput list(List<byte[]> strings) {
        word(strings.size());
        strings.forEach(this::string);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private void word(int word) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(word)
                .array());
    }
}
