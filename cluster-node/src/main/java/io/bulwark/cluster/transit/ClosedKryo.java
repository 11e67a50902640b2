package io.bulwark.cluster.transit;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.EnumSerializer;
import com.esotericsoftware.kryo.serializers.OptionalSerializers.OptionalSerializer;
import com.esotericsoftware.kryo.serializers.RecordSerializer;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Kryo that knows a list of classes and no others. Its own readers of text, bytes and lists take the places of Kryo's, which allocate what a length says
 * before they look whether there are so many bytes.
 */
final class ClosedKryo extends Kryo {
    /** The first number of a class that is not Kryo's own; each class has its place in the list. */
    private static final int FIRST = 32;

    ClosedKryo(List<Class<?>> classes) {
        super(new ByNumberOnly(), null);
        setRegistrationRequired(true);
        setReferences(false);
        setMaxDepth(TransitForm.DEPTH);
        setWarnUnregisteredClasses(false);
        register(String.class, new Text());
        int number = FIRST;
        register(Optional.class, new OptionalSerializer(), number++);
        register(List.class, new Lists(), number++);
        register(byte[].class, new Bytes(), number++);
        register(ByteString.class, new ByteStrings(), number++);
        for (Class<?> type : classes) {
            register(type, type.isEnum() ? enums(type) : new RecordSerializer<>(type), number++);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Serializer<?> enums(Class<?> type) {
        return new EnumSerializer((Class<? extends Enum>) type);
    }

    /** Lists of any class are one, and so are strings of bytes. */
    @Override
    @SuppressWarnings("rawtypes")
    public Registration getRegistration(Class type) {
        if (List.class.isAssignableFrom(type)) {
            return super.getRegistration(List.class);
        }
        return super.getRegistration(ByteString.class.isAssignableFrom(type) ? ByteString.class : type);
    }

    /** A class is never named in the bytes: nothing that they say is looked up on the class path. */
    private static final class ByNumberOnly extends DefaultClassResolver {
        @Override
        protected Registration readName(Input input) {
            throw new KryoException("a class is named that is not listed");
        }
    }

    /** A length that the rest of the message can hold. */
    private static int length(Input input) {
        int length = input.readVarInt(true);
        if (length < 0 || length > input.limit() - input.position()) {
            throw new KryoException(
                    "a length of " + length + " where " + (input.limit() - input.position()) + " bytes are left");
        }
        return length;
    }

    private static byte[] bytes(Input input) {
        return input.readBytes(length(input));
    }

    private static void write(Output output, byte[] bytes) {
        output.writeVarInt(bytes.length, true);
        output.writeBytes(bytes);
    }

    /** UTF-8 behind its length. */
    private static final class Text extends Serializer<String> {
        Text() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, String text) {
            ClosedKryo.write(output, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String read(Kryo kryo, Input input, Class<? extends String> type) {
            return new String(bytes(input), StandardCharsets.UTF_8);
        }
    }

    private static final class Bytes extends Serializer<byte[]> {
        @Override
        public void write(Kryo kryo, Output output, byte[] data) {
            ClosedKryo.write(output, data);
        }

        @Override
        public byte[] read(Kryo kryo, Input input, Class<? extends byte[]> type) {
            return bytes(input);
        }
    }

    private static final class ByteStrings extends Serializer<ByteString> {
        ByteStrings() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, ByteString data) {
            ClosedKryo.write(output, data.toByteArray());
        }

        @Override
        public ByteString read(Kryo kryo, Input input, Class<? extends ByteString> type) {
            return ByteString.copyFrom(bytes(input));
        }
    }

    /** The number of elements, each of which takes a byte at least, and then each behind its class's number. */
    private static final class Lists extends Serializer<List<?>> {
        Lists() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, List<?> list) {
            output.writeVarInt(list.size(), true);
            list.forEach(element -> kryo.writeClassAndObject(output, element));
        }

        @Override
        public List<?> read(Kryo kryo, Input input, Class<? extends List<?>> type) {
            int size = length(input);
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                list.add(kryo.readClassAndObject(input));
            }
            return List.copyOf(list);
        }
    }
}
