package io.bulwark.cluster.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.client.BulwarkClient;
import io.bulwark.client.ClientSettings;
import io.bulwark.client.RefusedException;
import io.bulwark.client.UnreachableException;
import io.bulwark.client.Work;
import io.bulwark.cluster.metrics.PrometheusMetrics;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.api.JobState;
import io.bulwark.protocol.api.JobView;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** The public listener over TLS, with a certificate made here: who trusts it is served, and nobody else learns anything. */
@Timeout(120)
class TlsTest {
    private static final ApiKey.Made KEY = ApiKey.make(new SubmitterId("acme"), false, 10, 1 << 20, 1 << 20, 1000);
    private static final PublicCertificate CERTIFICATE = PublicCertificate.of("127.0.0.1");

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private static Path directory;

    private static Map<String, Object> settings;
    private static ServedNode node;

    @BeforeAll
    static void start() {
        settings = new HashMap<>(CERTIFICATE.settings(directory));
        settings.put("keys", keys().toString());
        node = ServedNode.start("node", directory, List.of(), 1, Duration.ZERO, settings);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Path keys() {
        Path file = directory.resolve("api-keys");
        ApiKeyFile.write(file, List.of(KEY.entry()));
        return file;
    }

    private static ClientSettings client() {
        return ClientSettings.of(URI.create(node.url())).withKey(KEY.secret()).patient(Duration.ZERO);
    }

    @Test
    void whoTrustsTheCertificateIsServedFromUploadToProof() throws IOException {
        assertThat(node.url()).startsWith("https://127.0.0.1:");
        ClientSettings trusting = client().trusting(CERTIFICATE.trust()).patient(Duration.ofSeconds(60));
        try (BulwarkClient client = new BulwarkClient(trusting)) {
            Path input = Files.write(directory.resolve("input"), new byte[500]);
            JobView job = client.submit(new Work(Optional.empty(), input, "none", Policy.NONE, 0));
            assertThat(client.watch(job.id(), view -> {}).state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(client.proof(job.id(), directory.resolve("proof")).bytes())
                    .isEqualTo(Files.size(directory.resolve("proof")));
        }
    }

    @Test
    void whoTrustsAnotherCertificateSendsNoKey() {
        for (ClientSettings wrong : List.of(
                client(), client().trusting(PublicCertificate.of("127.0.0.1").trust()))) {
            try (BulwarkClient client = new BulwarkClient(wrong)) {
                assertThatThrownBy(() -> client.jobs(1, Optional.empty()))
                        .isInstanceOf(UnreachableException.class)
                        .hasRootCauseInstanceOf(GeneralSecurityException.class);
            }
        }
    }

    @Test
    void aCertificateForAnotherHostIsNotEnough() throws IOException {
        PublicCertificate elsewhere = PublicCertificate.of("gateway.example");
        Config other = config(elsewhere.settings(Files.createDirectory(directory.resolve("elsewhere"))));
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "elsewhere");
        ScriptedNetwork network = new ScriptedNetwork(Materializer.createMaterializer(system));
        try (HttpServer wrong = HttpServer.start(system, network, HttpSettings.of(other), new PrometheusMetrics());
                BulwarkClient client = new BulwarkClient(
                        ClientSettings.of(URI.create(wrong.url().orElseThrow()))
                                .trusting(elsewhere.trust())
                                .patient(Duration.ZERO))) {
            assertThatThrownBy(client::nodes)
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("127.0.0.1");
        } finally {
            system.terminate();
        }
    }

    private static Config config(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(Map.of("port", 0, "management-port", "off"));
        all.putAll(own);
        return ConfigFactory.parseMap(all).atPath("bulwark.http").withFallback(ConfigFactory.load());
    }

    @Test
    void tlsIsNoKey() {
        ClientSettings without = ClientSettings.of(URI.create(node.url())).trusting(CERTIFICATE.trust());
        try (BulwarkClient client = new BulwarkClient(without)) {
            assertThatThrownBy(client::nodes)
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.problem().kind()).isEqualTo("no-key"));
        }
    }

    @Test
    void whoSpeaksPlainHttpToItIsAnsweredNothing() throws IOException {
        URI url = URI.create(node.url());
        String answer;
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET /v1/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + KEY.secret() + "\r\n\r\n")
                            .getBytes(ISO_8859_1));
            answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException reset) {
            answer = "";
        }
        assertThat(answer).doesNotContain("HTTP/", "jobs");
    }

    @Test
    void withoutTlsNoKeyIsAskedForWhereOthersCouldListen() {
        assertThatThrownBy(() -> HttpSettings.of(config(Map.of("host", "0.0.0.0", "keys", settings.get("keys"))))
                        .requireSafe())
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("it needs http.tls.certificates, http.tls.key and http.keys");
        Map<String, Object> noKeys = new HashMap<>(settings);
        noKeys.remove("keys");
        noKeys.put("host", "0.0.0.0");
        assertThatThrownBy(() -> HttpSettings.of(config(noKeys)).requireSafe()).isInstanceOf(HttpStartException.class);
        Map<String, Object> both = new HashMap<>(settings);
        both.put("host", "0.0.0.0");
        HttpSettings.of(config(both)).requireSafe();
        assertThatThrownBy(() -> HttpSettings.of(config(Map.of("tls.key", settings.get("tls.key")))))
                .hasMessageContaining("expected both of http.tls.certificates and http.tls.key");
    }

    @Test
    void aKeyThatIsNotTheCertificatesIsRefusedAtTheStart() {
        Path another = PublicCertificate.pem(
                directory.resolve("another.key"),
                PublicCertificate.of("127.0.0.1").key());
        assertThatThrownBy(() -> Tls.of(files(another)))
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("the key is not that of the first certificate");
        assertThatThrownBy(() ->
                        Tls.of(files(Path.of(settings.get("tls.certificates").toString()))))
                .hasMessageContaining("there is no unencrypted private key");
        assertThatThrownBy(() -> Tls.of(files(directory.resolve("none.key"))))
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("none.key");
    }

    @Test
    void aKeyAsOpensslWritesItWithItsCurveBeforeItIsUsed() throws IOException {
        ASN1ObjectIdentifier curve = X9ObjectIdentifiers.prime256v1;
        BigInteger secret = ((ECPrivateKey) CERTIFICATE.pair().getPrivate()).getS();
        Path file = PublicCertificate.pem(
                directory.resolve("openssl.key"),
                new PemObject("EC PARAMETERS", curve.getEncoded()),
                new PemObject(
                        "EC PRIVATE KEY", new org.bouncycastle.asn1.sec.ECPrivateKey(256, secret, curve).getEncoded()));
        assertThat(file).content().contains("EC PARAMETERS", "EC PRIVATE KEY");
        assertThat(Tls.of(files(file))).isNotNull();
    }

    private static HttpSettings.TlsFiles files(Path key) {
        return new HttpSettings.TlsFiles(
                Path.of(settings.get("tls.certificates").toString()), key);
    }
}
