package io.bulwark.cluster.transit;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.Pool;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TransientMessage;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Turns transient messages of a closed list of classes into bytes and back. Records and enums of the list may hold each other, numbers, text, bytes,
 * {@link java.util.Optional} and lists; any other class is refused when written and when read.
 *
 * <p>Whoever reads allocates no more than a few times the bytes there are, and goes no deeper than {@link #DEPTH} records. Safe for use by many threads.
 */
public final class TransitForm {
    /** Bytes of the largest message. */
    public static final int LARGEST = Limits.FRAME_BYTES - 4096;
    /** How many records may lie within each other. */
    public static final int DEPTH = 16;

    private static final int KEPT = 8;
    private static final int FIRST_BUFFER = 1024;
    private static final int BUILD_BYTES = 8;

    private final Pool<Kryo> kryos;
    private final String build;

    /**
     * The form of messages of these classes.
     *
     * @param classes records and enums, those within others too; both sides must list the same
     */
    public TransitForm(List<Class<?>> classes) {
        List<Class<?>> listed = List.copyOf(classes);
        for (Class<?> type : listed) {
            if (!type.isRecord() && !type.isEnum()) {
                throw new IllegalArgumentException(type + " is neither a record nor an enum");
            }
        }
        build = fingerprint(listed);
        kryos = new Pool<>(true, false, KEPT) {
            @Override
            protected Kryo create() {
                return new ClosedKryo(listed);
            }
        };
    }

    /** Names the classes and what they hold: two builds that differ in that cannot read each other. */
    public String build() {
        return build;
    }

    /**
     * Writes one message.
     *
     * @throws MalformedMessageException if the message, or something within it, is of a class that is not listed, or it is too large or too deep
     */
    public byte[] write(TransientMessage message) {
        Kryo kryo = kryos.obtain();
        try (Output out = new Output(FIRST_BUFFER, LARGEST)) {
            kryo.writeClassAndObject(out, message);
            return out.toBytes();
        } catch (KryoBufferOverflowException e) {
            throw new MalformedMessageException("expected a message of at most " + LARGEST + " bytes, got a longer "
                    + message.getClass().getName());
        } catch (KryoException | IllegalArgumentException e) {
            throw new MalformedMessageException(
                    message.getClass().getName() + " has no transient form: " + e.getMessage());
        } finally {
            kryos.free(kryo);
        }
    }

    /**
     * Reads one message of the build that {@code from} names.
     *
     * @throws MalformedMessageException if that is another build, or the bytes are no message of a listed class within the bounds
     */
    public TransientMessage read(byte[] bytes, String from) {
        if (!build.equals(from)) {
            throw new MalformedMessageException("expected a transient message of build " + build + ", got one of build "
                    + from + ": both sides must run the same version");
        }
        if (bytes.length > LARGEST) {
            throw new MalformedMessageException(
                    "expected a message of at most " + LARGEST + " bytes, got " + bytes.length);
        }
        Kryo kryo = kryos.obtain();
        try (Input in = new Input(bytes)) {
            Object message = kryo.readClassAndObject(in);
            if (in.position() != bytes.length) {
                throw new MalformedMessageException("expected the end of the message at byte " + in.position()
                        + ", got " + bytes.length + " bytes");
            }
            if (message instanceof TransientMessage whole) {
                return whole;
            }
            throw new MalformedMessageException("expected a transient message, got something else");
        } catch (MalformedMessageException e) {
            throw e;
        } catch (RuntimeException e) {
            // Broken bytes end in many of Kryo's and the platform's exceptions.
            throw new MalformedMessageException("the bytes are no transient message: " + e.getMessage());
        } finally {
            kryos.free(kryo);
        }
    }

    private static String fingerprint(List<Class<?>> classes) {
        StringBuilder shapes = new StringBuilder();
        for (Class<?> type : classes) {
            shapes.append(type.getName());
            if (type.isRecord()) {
                for (RecordComponent component : type.getRecordComponents()) {
                    shapes.append(' ')
                            .append(component.getGenericType())
                            .append(' ')
                            .append(component.getName());
                }
            } else {
                for (Object constant : type.getEnumConstants()) {
                    shapes.append(' ').append(constant);
                }
            }
            shapes.append('\n');
        }
        byte[] digest =
                Sha256.of(shapes.toString().getBytes(StandardCharsets.UTF_8)).toByteArray();
        return HexFormat.of().formatHex(digest, 0, BUILD_BYTES);
    }
}
