package io.bulwark.cluster.gateway;

import io.bulwark.protocol.Blob;
import java.util.function.LongFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * An artifact's bytes, not read yet.
 *
 * @param blob its name and length
 * @param from the bytes from an offset on, in pieces that are read as they are asked for
 */
public record Content(Blob blob, LongFunction<Source<ByteString, NotUsed>> from) {}
