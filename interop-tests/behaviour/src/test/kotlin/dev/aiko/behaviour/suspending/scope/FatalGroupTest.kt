package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

class FatalGroupTest :
    StringSpec({
        "TG-15 a fatal error of the body while it is stopped leaves the group bare, at its end" {
            withLoop { loop ->
                val fatal = InternalError("fatal")
                val trail = Trail()
                shouldThrow<InternalError> {
                    loop.runTask {
                        taskGroup {
                            task { cleaningUpFor(1.minutes) { trail.add("child is clean") } }
                            task {
                                yield()
                                error("boom")
                            }
                            try {
                                awaitCancellation()
                            } finally {
                                throw fatal
                            }
                        }
                    }
                } shouldBeSameInstanceAs fatal
                trail.reads("child is clean")
            }
        }

        "TG-15 a fatal error of the body alone leaves the group bare, at its end" {
            withLoop { loop ->
                val fatal = InternalError("fatal")
                val trail = Trail()
                shouldThrow<InternalError> {
                    loop.runTask {
                        taskGroup {
                            task { cleaningUpFor(1.minutes) { trail.add("child is clean") } }
                            yield()
                            throw fatal
                        }
                    }
                } shouldBeSameInstanceAs fatal
                trail.reads("child is clean")
            }
        }

        "TG-15 a fatal error of a child leaves the run, and then the group" {
            withLoop { loop ->
                val fatal = InternalError("fatal")
                val group = loop.task {
                    taskGroup {
                        task {
                            yield()
                            throw fatal
                        }
                        awaitCancellation()
                    }
                }
                shouldThrow<InternalError> {
                    loop.runTask { delay(1.hours) }
                } shouldBeSameInstanceAs fatal
                shouldThrow<InternalError> {
                    loop.runUntilComplete(group)
                } shouldBeSameInstanceAs fatal
            }
        }
    })
