package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The script that makes README's terminal session, with commands that take no time. */
class SessionScriptTest {
    private static final Path SCRIPT =
            Path.of("").toAbsolutePath().getParent().resolve("docs").resolve("session.sh");

    @TempDir
    private Path directory;

    private Shell.Ended session(String commands) throws IOException {
        Files.writeString(directory.resolve("commands"), commands);
        return Shell.in(directory).run("sh '%s' commands out".formatted(SCRIPT));
    }

    @Test
    void writesWhatATerminalWouldShowAsTextAndAsAPicture()
            throws IOException, ParserConfigurationException, SAXException {
        Shell.Ended ended = session("printf 'half\\rdone <1> & more\\n'\nseq 1 2\n");

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(directory.resolve("out/session.txt"))
                .hasContent("$ printf 'half\\rdone <1> & more\\n'\ndone <1> & more\n\n$ seq 1 2\n1\n2\n\n");
        Document picture = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(directory.resolve("out/session.svg")))));
        assertThat(picture.getElementsByTagName("text").item(1).getTextContent())
                .isEqualTo("done <1> & more");
    }

    @Test
    void aCommandThatFailsMakesNoSession() throws IOException {
        Shell.Ended ended = session("echo one\nls no-such-file\n");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("'ls no-such-file' failed", "No such file");
        assertThat(directory.resolve("out")).doesNotExist();
    }
}
