package io.bulwark.cluster.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Of tests of the page, which are left out where there is no browser. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "io.bulwark.cluster.page.Browser#isThere",
        disabledReason = "no Chromium here: apt-get install chromium")
@interface InBrowser {}
