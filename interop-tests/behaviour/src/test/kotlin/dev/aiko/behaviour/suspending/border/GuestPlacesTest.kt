package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.context.ContextVar
import dev.aiko.coroutines.LoopScope
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.loop.EventLoop
import dev.aiko.sequence.AsyncSequence
import io.kotest.core.spec.style.FreeSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours

/** Coroutines on a loop that are no tasks belong to the loop, also while they are elsewhere. */
class GuestPlacesTest :
    FreeSpec({
        val places =
            mapOf<String, (EventLoop) -> CoroutineScope>(
                "a coroutine of a LoopScope" to { LoopScope.on(it, "requests") },
                "a coroutine on the dispatcher" to { CoroutineScope(it.asCoroutineDispatcher()) }
            )

        for ((who, scopeOn) in places) {
            "$who has limits, groups and sequences on other threads as well" {
                inTime {
                    runAiko {
                        val loop = Aiko.runningLoop()
                        scopeOn(loop).async {
                            withContext(Dispatchers.IO) {
                                timeout(1.hours) {
                                    yield()
                                    "in time"
                                } shouldBe "in time"
                                taskGroup {
                                    task { Aiko.runningLoop() }.await()
                                } shouldBeSameInstanceAs
                                    loop
                            }
                            AsyncSequence.of(
                                listOf(1, 2, 3)
                            ).asFlow().flowOn(Dispatchers.IO).toList()
                        }.await() shouldBe listOf(1, 2, 3)
                    }
                }
            }

            "$who makes tasks of the loop on other threads, and hands on its elements" {
                inTime {
                    runAiko {
                        val loop = Aiko.runningLoop()
                        scopeOn(loop).async(CoroutineName("shelf")) {
                            withContext(Dispatchers.IO) {
                                variable.set("of the coroutine")
                                task {
                                    Aiko.runningLoop() shouldBeSameInstanceAs loop
                                    variable.get() to coroutineContext[CoroutineName]?.name
                                }.await() shouldBe ("of the coroutine" to "shelf")
                            }
                            variable.get()
                        }.await() shouldBe "of the coroutine"
                    }
                }
            }
        }
    }) {
    private companion object {
        val variable: ContextVar<String> = Aiko.contextVar("place", "nowhere")
    }
}
