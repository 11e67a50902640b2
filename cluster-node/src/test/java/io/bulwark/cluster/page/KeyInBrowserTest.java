package io.bulwark.cluster.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.http.ApiKey;
import io.bulwark.cluster.http.ApiKeyFile;
import io.bulwark.cluster.http.ServedNode;
import io.bulwark.protocol.SubmitterId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** The page at a gateway that asks for a key: it asks its reader, once at a time, and says why. */
@Timeout(300)
@InBrowser
class KeyInBrowserTest {
    private static final String OPEN = "document.getElementById('key-dialog').open";
    private static final String SHUT = "!" + OPEN;

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    @Test
    void asksForAKeyUntilItHasARightOneAndForgetsItWhenItIsToldTo() throws IOException, InterruptedException {
        ApiKey.Made key = ApiKey.make(new SubmitterId("acme"), false, 100, 1 << 20, 1 << 20, 1000);
        Path keys = directory.resolve("api-keys");
        ApiKeyFile.write(keys, List.of(key.entry()));
        try (ServedNode node = ServedNode.start(
                        "node", directory, List.of(), 1, Duration.ZERO, Map.of("keys", keys.toString()));
                Browser browser = Browser.open(Files.createTempDirectory(directory, "profile"))) {
            browser.go(node.url());
            browser.until(OPEN);
            String why =
                    browser.eval("document.getElementById('key-why').innerText").asText();
            assertThat(why).isNotBlank();

            enter(browser, "bulwark_wrong");
            browser.until(OPEN + " && document.getElementById('key-why').innerText.includes('opens nothing')");
            enter(browser, key.secret());
            browser.until(SHUT + " && document.querySelector('.tile')");
            browser.reload();
            browser.until("document.querySelector('.tile')");
            assertThat(browser.eval(SHUT).asBoolean())
                    .as("the tab remembers it")
                    .isTrue();

            browser.eval("document.getElementById('key').click()");
            browser.until(OPEN);
            browser.eval("document.getElementById('key-dialog').close()");
            browser.untilText("expected a header");
            assertThat(browser.eval(SHUT).asBoolean())
                    .as("who leaves the dialog is not asked again")
                    .isTrue();
            assertThat(browser.eval("sessionStorage.getItem('bulwark-key')").asText())
                    .isEmpty();
            assertThat(browser.errors()).as("nothing but refusals").allMatch(error -> error.contains("401"));
        }
    }

    private static void enter(Browser browser, String key) {
        browser.eval("document.getElementById('key-input').value = '" + key + "'");
        browser.eval("document.querySelector('#key-form button[value=use]').click()");
    }
}
