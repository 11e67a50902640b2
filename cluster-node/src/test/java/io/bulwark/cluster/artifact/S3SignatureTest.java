package io.bulwark.cluster.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of Amazon's "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)". */
class S3SignatureTest {
    private static final S3Signature EXAMPLE =
            new S3Signature("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "", "us-east-1");
    private static final Instant AT = Instant.parse("2013-05-24T00:00:00Z");

    private static String signature(String method, String uri, Map<String, String> headers, String digest) {
        String header = EXAMPLE.headers(
                        method, URI.create("https://examplebucket.s3.amazonaws.com" + uri), headers, digest, AT)
                .get("Authorization");
        return header.substring(header.indexOf("Signature=") + "Signature=".length());
    }

    @Test
    void signsTheReadingOfAnObject() {
        assertThat(signature("GET", "/test.txt", Map.of("range", "bytes=0-9"), S3Signature.digest("")))
                .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void signsTheWritingOfAnObject() {
        Map<String, String> headers =
                Map.of("date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY");
        assertThat(signature("PUT", "/test%24file.text", headers, S3Signature.digest("Welcome to Amazon S3.")))
                .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void signsAListing() {
        assertThat(signature("GET", "/?max-keys=2&prefix=J", Map.of(), S3Signature.digest("")))
                .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void saysNoSecretWhenItIsPrinted() {
        assertThat(EXAMPLE.toString()).doesNotContain("wJalr");
    }
}
