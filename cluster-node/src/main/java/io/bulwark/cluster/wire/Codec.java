package io.bulwark.cluster.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.WireMessage;
import java.util.function.Function;

/**
 * One message's way to bytes and back.
 *
 * @param manifest names the message on the wire; once released it keeps its meaning for ever
 */
record Codec<T extends WireMessage, M extends Message>(
        String manifest, Class<T> type, Function<T, M> write, Parser<M> parser, Function<M, T> read) {
    byte[] toBytes(WireMessage message) {
        return write.apply(type.cast(message)).toByteArray();
    }

    /** @throws MalformedMessageException if the bytes are no such message */
    WireMessage fromBytes(byte[] bytes) {
        try {
            return read.apply(parser.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException("message " + manifest + " is no Protobuf: " + e.getMessage());
        }
    }
}
