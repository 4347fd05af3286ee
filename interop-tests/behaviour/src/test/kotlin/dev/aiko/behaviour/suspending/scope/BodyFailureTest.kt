package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.scope.GroupOptions
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import java.io.IOException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** The body of a group fails, and other failures that need no child. */
class BodyFailureTest :
    StringSpec({
        "TG-06 the failure of the body stops the children and is in the group's" {
            inTask {
                val boom = IOException("boom")
                val trail = Trail()
                elapsed {
                    failuresOf {
                        taskGroup {
                            task { trail.untilCancelled("child") }
                            task { cleaningUpFor(1.minutes) }
                            yield()
                            throw boom
                        }
                    }.single() shouldBeSameInstanceAs boom
                } shouldBe 1.minutes
                trail.reads("child is cancelled")
            }
        }

        "TG-06 a body that fails before its children begin runs none of them" {
            inTask {
                val trail = Trail()
                failuresOf {
                    taskGroup {
                        task { trail.add("never") }
                        error("boom")
                    }
                }.map { it.message } shouldBe listOf("boom")
                trail.reads()
            }
        }

        "TG-07 a coroutine in the body fails, and then the body on its way out: both are there" {
            inTask {
                val first = IllegalStateException("first")
                val second = IllegalArgumentException("second")
                failuresOf {
                    taskGroup {
                        launch {
                            delay(1.seconds)
                            throw first
                        }
                        try {
                            awaitCancellation()
                        } finally {
                            throw second
                        }
                    }
                }.shouldContainExactly(first, second)
            }
        }

        "around a time limit and a shield, too, the first failure comes out, with the other" {
            inTask {
                val blocks = listOf<suspend (suspend CoroutineScope.() -> Unit) -> Unit>(
                    { timeout(1.hours) { _ -> it() } },
                    { shielded(it) }
                )
                for (block in blocks) {
                    val first = IllegalStateException("first")
                    shouldThrow<IllegalStateException> {
                        block {
                            launch { throw first }
                            try {
                                awaitCancellation()
                            } finally {
                                throw IllegalArgumentException("second")
                            }
                        }
                    } shouldBeSameInstanceAs first
                    first.suppressed.map { it.message } shouldBe listOf("second")
                }
            }
        }

        "TG-06 the children hear of the body's failure while a coroutine in it still cleans up" {
            inTask {
                val boom = IOException("boom")
                elapsed {
                    failuresOf {
                        taskGroup {
                            val worker = task { awaitCancellation() }
                            launch {
                                try {
                                    awaitCancellation()
                                } finally {
                                    shielded { worker.end() }
                                }
                            }
                            delay(1.seconds)
                            throw boom
                        }
                    }.single() shouldBeSameInstanceAs boom
                } shouldBe 1.seconds
            }
        }

        "a child's failure that comes again out of a scope in the body is one failure" {
            inTask {
                val boom = IllegalStateException("boom")
                failuresOf {
                    taskGroup(GroupOptions.supervise()) {
                        val child = task {
                            delay(1.seconds)
                            throw boom
                        }
                        coroutineScope { child.await() }
                    }
                }.single() shouldBeSameInstanceAs boom
            }
        }

        "TG-07 a failure of a child and another one of the body on its way out are both there" {
            inTask {
                val ofChild = IllegalStateException("of the child")
                val ofBody = IllegalArgumentException("of the body")
                failuresOf {
                    taskGroup {
                        task { throw ofChild }
                        try {
                            awaitCancellation()
                        } finally {
                            throw ofBody
                        }
                    }
                }.shouldContainExactly(ofChild, ofBody)
            }
        }

        "TG-07 a body that waits for the failing child adds nothing to its failure" {
            inTask {
                val boom = IllegalStateException("boom")
                failuresOf {
                    taskGroup {
                        task<Unit> {
                            yield()
                            throw boom
                        }.await()
                    }
                }.shouldContainExactly(boom)
            }
        }

        "TG-16 errors that are not fatal are collected like every other failure" {
            inTask {
                val wrong = AssertionError("wrong")
                val deep = StackOverflowError("deep")
                val ofBody = LinkageError("of the body")
                failuresOf {
                    taskGroup {
                        task { cleaningUpFor(1.seconds) { throw deep } }
                        task { throw wrong }
                        try {
                            awaitCancellation()
                        } finally {
                            throw ofBody
                        }
                    }
                }.shouldContainExactly(wrong, ofBody, deep)
            }
        }

        "TG-04 the failure of a launched coroutine stops the group and is in its failure" {
            inTask {
                val trail = Trail()
                elapsed {
                    failuresOf {
                        taskGroup {
                            task { trail.untilCancelled("child") }
                            launch {
                                delay(1.hours)
                                error("boom")
                            }
                            delay(2.hours)
                        }
                    }.map { it.message } shouldBe listOf("boom")
                } shouldBe 1.hours
                trail.reads("child is cancelled")
            }
        }
    })
