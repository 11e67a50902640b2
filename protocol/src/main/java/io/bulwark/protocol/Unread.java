package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Fields of a later version, as they came: who does not know them keeps them, and writes them again where they were. Only for what is neither signed nor named by its
 * bytes; there, a field that is not known is refused ({@link #none}), since nobody here could say what was signed.
 *
 * @param fields by place, such as "4.3/17" for field 17 of the message in field 3 of that in field 4: the field in Protobuf's form
 */
public record Unread(SortedMap<String, ByteString> fields) {
    /** There are none. */
    public static final Unread NONE = new Unread(Collections.emptySortedMap());

    /** Bytes of all of them. */
    public static final int BYTES = 4096;

    /** Any total order does, so long as every node has the same one. */
    private static final BinaryOperator<ByteString> ONE =
            BinaryOperator.maxBy(Comparator.comparing(bytes -> bytes, ByteString.unsignedLexicographicalComparator()));

    /** @throws MalformedMessageException if they are longer than 4 KiB */
    public Unread {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        int bytes = fields.values().stream().mapToInt(ByteString::size).sum();
        MalformedMessageException.require(
                bytes <= BYTES, "at most " + BYTES + " bytes of fields of a later version", bytes);
    }

    /** Those of a message and of the messages within it that are not repeated. */
    static Unread of(Message message) {
        SortedMap<String, ByteString> found = new TreeMap<>();
        collect(message, "", found);
        return found.isEmpty() ? NONE : new Unread(found);
    }

    private static void collect(Message message, String place, SortedMap<String, ByteString> found) {
        message.getUnknownFields()
                .asMap()
                .forEach((number, field) -> found.put(
                        place + "/" + number,
                        UnknownFieldSet.newBuilder()
                                .addField(number, field)
                                .build()
                                .toByteString()));
        message.getAllFields().forEach((field, content) -> {
            if (!field.isRepeated() && content instanceof Message within) {
                String deeper = place.isEmpty() ? "" : place + ".";
                collect(within, deeper + field.getNumber(), found);
            }
        });
    }

    /** Writes them into a message that is being made, where they were. */
    void into(Message.Builder message) {
        fields.forEach((where, bytes) -> {
            String place = where.substring(0, where.indexOf('/'));
            Message.Builder at = message;
            for (String number : place.isEmpty() ? new String[0] : place.split("\\.")) {
                FieldDescriptor field = at.getDescriptorForType().findFieldByNumber(Integer.parseInt(number));
                at = at.getFieldBuilder(field);
            }
            at.mergeUnknownFields(parsed(bytes));
        });
    }

    private static UnknownFieldSet parsed(ByteString bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("bytes that Protobuf has written", e);
        }
    }

    /**
     * Those of both; where they differ, the same one everywhere. Commutative, associative and idempotent, as long as all of them have room; what has none is left out, in
     * the order of the places.
     */
    Unread merge(Unread other) {
        if (other.fields.isEmpty() || equals(other)) {
            return this;
        }
        SortedMap<String, ByteString> both = new TreeMap<>(fields);
        for (Map.Entry<String, ByteString> entry : other.fields.entrySet()) {
            both.merge(entry.getKey(), entry.getValue(), ONE);
        }
        int bytes = 0;
        for (Iterator<ByteString> each = both.values().iterator(); each.hasNext(); ) {
            bytes += each.next().size();
            if (bytes > BYTES) {
                each.remove();
            }
        }
        return new Unread(both);
    }

    /**
     * Refuses a message that has such fields, and so means something that is not known here.
     *
     * @throws MalformedMessageException if it has
     */
    static <M extends Message> M none(M message) {
        MalformedMessageException.require(
                message.getUnknownFields().asMap().isEmpty(),
                "a " + message.getDescriptorForType().getName()
                        + " of this version, for it is signed or named by its bytes",
                "one with the later fields "
                        + message.getUnknownFields().asMap().keySet());
        return message;
    }
}
