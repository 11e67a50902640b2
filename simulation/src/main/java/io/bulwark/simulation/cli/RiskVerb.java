package io.bulwark.simulation.cli;
@picocli.CommandLine.Command(name="risk") final class RiskVerb implements Runnable { public void run() {} }
