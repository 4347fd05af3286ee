package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.Suspend
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.race
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.loop.EventLoop
import dev.aiko.sequence.AsyncSequence
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext
import java.util.concurrent.Callable
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.time.Duration.Companion.days

/** A coroutine of one loop that goes on for a while on another one: what it starts runs there. */
class OtherLoopTest :
    StringSpec({
        fun starts(start: suspend () -> EventLoop) = inTime {
            Runner.background("own").use { own ->
                Runner.background("other").use { other ->
                    val where =
                        own.loop().task {
                            withContext(other.loop().asCoroutineDispatcher()) { start() }
                        }
                    where.get() shouldBe other.loop()
                }
            }
        }

        "a task" { starts { task { Aiko.runningLoop() }.await() } }

        "a task of a group" { starts { taskGroup { task { Aiko.runningLoop() }.await() } } }

        "the winner of a race" {
            starts { race({ Aiko.runningLoop() }, { delay(1.days).let { Aiko.runningLoop() } }) }
        }

        "the maker of a sequence" {
            starts {
                AsyncSequence.generate { it.emit(Aiko.runningLoop()) }.asFlow().toList().single()
            }
        }

        "a suspend function that Java calls" {
            starts { Suspend.call<EventLoop> { Aiko.runningLoop() }.await() }
        }

        "the body of a suspend function that is Java's" {
            starts {
                suspendCoroutineUninterceptedOrReturn { k ->
                    Suspend.answer(k, Callable { Aiko.runningLoop() })
                }
            }
        }
    })
