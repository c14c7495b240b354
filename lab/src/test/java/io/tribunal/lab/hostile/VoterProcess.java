package io.tribunal.lab.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** The only voter process, which the tests can pause. */
record VoterProcess(long pid) {
    static VoterProcess of(HostileFixture fixture) {
        return new VoterProcess(fixture.deployment().process("voter-1").pid());
    }

    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).isZero();
    }
}
