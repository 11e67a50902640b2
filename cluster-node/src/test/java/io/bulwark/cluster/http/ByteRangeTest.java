package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-, bytes 0-99/100",
        "bytes=99-, bytes 99-99/100",
        "bytes=0-0, bytes 0-0/100",
        "bytes=90-200, bytes 90-99/100",
        "bytes=-1, bytes 99-99/100",
        "bytes=-500, bytes 0-99/100",
        "bytes=90-999999999999999999, bytes 90-99/100"
    })
    void oneRangeIsServed(String header, String contentRange) {
        assertThat(ByteRange.of(header, 100))
                .map(range -> range.contentRange(100))
                .contains(contentRange);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1-2,3-4", "lines=1-2", "bytes=5-2", "bytes=-", "bytes=a-b", "", "bytes=1e3-"})
    void whatIsNotOneRangeIsAnsweredWithTheWhole(String header) {
        assertThat(ByteRange.of(header, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=200-300", "bytes=-0"})
    void aRangeWithoutAByteIsRefused(String header) {
        assertThatThrownBy(() -> ByteRange.of(header, 100)).hasMessageContaining("there are 100 bytes");
    }
}
